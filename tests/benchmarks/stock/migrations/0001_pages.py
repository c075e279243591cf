"""The tables of the two page types; what the blocks are is in the models alone."""

from django.db import migrations, models


def page(name):
    parent = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, parent_link=True, primary_key=True, serialize=False
    )
    return migrations.CreateModel(
        name, [("page_ptr", parent), ("body", models.JSONField())], bases=("wagtailcore.page",)
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailcore", "0098_apitoken")]
    operations = [page("HomePage"), page("ArticlePage")]
