"""Raises such an exception at its import, and gives its own file a hostile name.
Ends as: error
"""

TEXT = "\udfff\0\x1b[8m <script>alert(1)</script> [link=http://example.org]here[/link] \r\n\r\n"

exec(compile("raise ValueError(TEXT)", "<script>alert(3)</script>\x1b[2J", "exec"))
