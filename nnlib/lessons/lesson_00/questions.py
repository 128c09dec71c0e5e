"""Numbers for the questions of lesson 00: shapes, broadcasting, slope."""


def recall():
    w, h = 3.0, 0.01
    after = (w + h) ** 2
    return {"estimate": 2 * w * h, "exact": after - w**2, "after": after}
