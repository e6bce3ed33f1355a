#!/bin/sh
# Converts every FIT, GPX and TCX file below a folder with gpsbabel.
for f in "$1"/*; do
	case $f in
	*.fit) from=garmin_fit ;;
	*.gpx) from=gpx ;;
	*.tcx) from=gtrnctr ;;
	*) continue ;;
	esac
	gpsbabel -t -i $from -f "$f" -o unicsv -F /dev/null 2>/dev/null || echo "$f: failed"
done
