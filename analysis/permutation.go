package analysis

import (
	"math"
	"math/rand/v2"
	"slices"
)

const (
	// permutationsMost is the number of random permutations of a test that is
	// not settled sooner, and enumerateUpTo the number of arrangements up to
	// which all are gone through instead.
	permutationsMost = 10000
	enumerateUpTo    = 50000
	// permutationsSettled is the number of permutations at least as far apart
	// as what was seen after which a test stops: by then its P is far from
	// small, or known to a seventh.
	//
	// Source: Besag & Clifford 1991, Biometrika 78:301.
	permutationsSettled = 50
)

// rankTest asks whether one of several groups has larger or smaller values than
// all others together: the largest standardised rank sum of a group against the
// rest, with its distribution under permutation, so that looking at every group
// is paid for. Groups of fewer than least values, and those that leave fewer,
// are not looked at by themselves.
type rankTest struct {
	ranks []float64 // centred midranks
	group []int     // of each value
	scale []float64 // standard deviation of each group's rank sum; 0 where it is not looked at
}

func newRankTest(values []float64, group []int, groups, least int) *rankTest {
	t := &rankTest{ranks: centredRanks(values), group: slices.Clone(group), scale: make([]float64, groups)}
	n := len(values)
	square := 0.0
	for _, r := range t.ranks {
		square += r * r
	}
	size := make([]int, groups)
	for _, g := range group {
		size[g]++
	}
	for g, k := range size {
		if k >= least && n-k >= least {
			t.scale[g] = math.Sqrt(float64(k) * float64(n-k) / float64(n) * square / float64(n-1))
		}
	}
	return t
}

// possible reports whether there is a group to look at and a difference to see.
func (t *rankTest) possible() bool { return slices.Max(append(slices.Clone(t.scale), 0)) > 0 }

// farthest is the group that stands apart the most and its standardised rank
// sum, positive where its values are large. Of equals the one with large values
// counts, then the first.
func (t *rankTest) farthest(group []int, sums []float64) (at int, z float64) {
	clear(sums)
	for i, g := range group {
		sums[g] += t.ranks[i]
	}
	at = -1
	for g, s := range t.scale {
		if s == 0 {
			continue
		}
		v := sums[g] / s
		if d := math.Abs(v) - math.Abs(z); at < 0 || d > 1e-9 || (d > -1e-9 && v > 0 && z < 0) {
			at, z = g, v
		}
	}
	return at, z
}

// p is the two-sided probability of a group as far apart as the one seen if
// groups were given to values by chance: exact where there are few
// arrangements, else from permutations drawn by r. With strata, which are nil
// or a number for each value, values change places within their stratum alone.
func (t *rankTest) p(r *rand.Rand, strata []int) float64 {
	sums := make([]float64, len(t.scale))
	_, z := t.farthest(t.group, sums)
	seen := math.Abs(z) - 1e-9
	reached := func(group []int) bool {
		_, z := t.farthest(group, sums)
		return math.Abs(z) >= seen
	}
	if strata == nil && arrangements(t.group, len(t.scale)) <= enumerateUpTo {
		return exactP(t.group, reached)
	}
	places := stratified(strata, len(t.group))
	group := slices.Clone(t.group)
	count := 0
	for n := 1; n <= permutationsMost; n++ {
		for _, at := range places {
			r.Shuffle(len(at), func(i, j int) { group[at[i]], group[at[j]] = group[at[j]], group[at[i]] })
		}
		if reached(group) {
			if count++; count == permutationsSettled {
				return float64(count) / float64(n)
			}
		}
	}
	return float64(count+1) / (permutationsMost + 1)
}

// exactP goes through every arrangement of the groups.
func exactP(group []int, reached func([]int) bool) float64 {
	g := slices.Clone(group)
	slices.Sort(g)
	count, all := 0, 0
	for {
		all++
		if reached(g) {
			count++
		}
		if !nextArrangement(g) {
			return float64(count) / float64(all)
		}
	}
}

// nextArrangement turns g into the next in lexical order; false after the last.
func nextArrangement(g []int) bool {
	i := len(g) - 2
	for i >= 0 && g[i] >= g[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(g) - 1
	for g[j] <= g[i] {
		j--
	}
	g[i], g[j] = g[j], g[i]
	slices.Reverse(g[i+1:])
	return true
}

// arrangements is the number of ways to give the groups to the values.
func arrangements(group []int, groups int) float64 {
	size := make([]int, groups)
	n, placed := 1.0, 0
	for _, g := range group {
		size[g]++
		placed++
		n *= float64(placed) / float64(size[g])
	}
	return math.Round(n)
}

// stratified lists the places of each stratum; one of all without strata.
func stratified(strata []int, n int) [][]int {
	var out [][]int
	for i := range n {
		s := 0
		if strata != nil {
			s = strata[i]
		}
		for len(out) <= s {
			out = append(out, nil)
		}
		out[s] = append(out[s], i)
	}
	return out
}

// centredRanks are the ranks of values, equal ones sharing the mean of theirs,
// less the mean rank.
func centredRanks(v []float64) []float64 {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case v[a] < v[b]:
			return -1
		case v[a] > v[b]:
			return 1
		}
		return a - b
	})
	out := make([]float64, len(v))
	middle := float64(len(v)-1) / 2
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j-1)/2 - middle
		}
		i = j
	}
	return out
}

// holm adjusts P values for having looked at all of them; NaN marks one that
// was not looked at and stays.
//
// Source: Holm 1979, Scand J Stat 6:65.
func holm(p []float64) []float64 {
	var order []int
	out := slices.Clone(p)
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	least := 0.0
	for k, i := range order {
		least = max(least, min(1, p[i]*float64(len(order)-k)))
		out[i] = least
	}
	return out
}
