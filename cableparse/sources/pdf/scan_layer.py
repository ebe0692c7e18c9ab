from cableparse.sources.pdf.cover import Cover
def parted(runs, image, resolution):
    return [], [Cover([Cover([r.cell for r in runs],0).box], len(runs))]
