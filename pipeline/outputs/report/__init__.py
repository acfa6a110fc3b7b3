"""report.html: every obligation in its place, one page that works from disk and by mail.

The page's templates, styles and scripts stand in ``pipeline/templates/report``; here stands the data that they show.
"""
