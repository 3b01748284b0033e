import { Component, createRef } from 'preact';
import { putArticle, showPictures } from '../lib/page/put-article.ts';
import { SITE_LANGUAGE } from '../lib/site.ts';
import type { Article } from '../lib/story/article.ts';

interface ArticleTextProps {
  article: Article;
  showsPictures: boolean;
}

/** The text of a story. Placed by hand: it comes from the site, and Preact sees nothing of it. */
export class ArticleText extends Component<ArticleTextProps> {
  private readonly place = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    this.put(this.props);
  }

  override shouldComponentUpdate(next: ArticleTextProps): boolean {
    const place = this.place.current;
    if (next.article !== this.props.article) this.put(next);
    else if (next.showsPictures !== this.props.showsPictures && place !== null)
      showPictures(place, next.article.pictures, next.showsPictures);
    return false;
  }

  override render() {
    return <div class="text" data-article lang={SITE_LANGUAGE} ref={this.place} />;
  }

  private put({ article, showsPictures }: ArticleTextProps): void {
    if (this.place.current !== null) putArticle(this.place.current, article, showsPictures);
  }
}
