"""What others published of IDC, on patient-disjoint splits of the full set, and where our figures stand beside it."""

BALANCED_ACCURACY = {"Cruz-Roa et al. 2014": 0.8423, "Janowczyk & Madabhushi 2016": 0.8468}


def standing(figures: dict, patients: int) -> str:
    """In words, where a model's balanced accuracy with its interval (figures of evaluate.py) stands against the best published one."""
    source, best = max(BALANCED_ACCURACY.items(), key=lambda item: item[1])
    ours, (low, high) = figures["balancedAccuracy"], figures["intervals"]["balancedAccuracy"]
    if low > best:
        place = "above"
    elif high < best:
        place = "below"
    else:
        place = "not told apart by its interval from"
    return (f"Balanced accuracy {ours:.4f} ({low:.4f} to {high:.4f}) is {place} the published {best:.4f} ({source}). "
            f"That is of other patients of the full set; ours are {patients} of a subset with more positive patches: the neighbourhood, not a contest.")
