from home.models.data import DataExplorerPage, DataRecordPage
from home.models.news import NewsAuthor, NewsCategory, NewsIndexPage, NewsPage
from home.models.pages import ContentPage, HomePage
from home.models.topics import TopicIndexPage, TopicPage

__all__ = [
    "ContentPage",
    "DataExplorerPage",
    "DataRecordPage",
    "HomePage",
    "NewsAuthor",
    "NewsCategory",
    "NewsIndexPage",
    "NewsPage",
    "TopicIndexPage",
    "TopicPage",
]
