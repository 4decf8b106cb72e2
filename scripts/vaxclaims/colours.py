"""The colours that mean something wherever they are shown: of places compared, of how grave a finding is."""

# Okabe and Ito (2008, Color Universal Design), and two more.
PLACES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#8c6d31")
SEVERITIES = {
    "contradiction": "#b3261e",
    "arithmetic": "#a04800",
    "implausible": "#7a5195",
    "stale": "#59636e",
    "consistent": "#1d6a3d",
    "not_comparable": "#44546a",
}
