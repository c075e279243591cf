"""`make bench`: what reading and publishing cost, beside a stock Wagtail with the same content.

`machine` finds the two cores, `portals` builds the content once, `server` and `load` face each
other, `measuring` asks, `goals` judges, `report` and `drawing` tell.
"""
