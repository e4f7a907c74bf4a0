"""Never gets past its import, and catches every exception that is to end it.
Ends as: timeout
"""

while True:
    try:
        while True:
            pass
    except BaseException:
        continue
