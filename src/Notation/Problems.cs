namespace Evenhand.Notation;

/// <summary>
/// Every problem found so far, each kept once and in the order of places. A hostile file must not fill the
/// memory with complaints: beyond <see cref="Most"/> they are only counted.
/// </summary>
public sealed class Problems
{
    /// <summary>How many problems are kept.</summary>
    public const int Most = 500;

    private readonly HashSet<Problem> found = [];

    /// <summary>How many problems are kept.</summary>
    public int Count => found.Count;

    /// <summary>How many more there were.</summary>
    public int Untold { get; private set; }

    /// <summary>Adds a problem, unless it is known already.</summary>
    public void Add(Problem problem)
    {
        if (found.Count < Most)
            found.Add(problem);
        else if (!found.Contains(problem))
            Untold++;
    }

    /// <summary>Adds all problems of another collection.</summary>
    public void AddAll(Problems others)
    {
        foreach (var problem in others.found)
            Add(problem);
        Untold += others.Untold;
    }

    /// <summary>The problems by file (ordinal), then by place.</summary>
    public IReadOnlyList<Problem> InOrder =>
        [
            .. found
                .OrderBy(problem => problem.File, StringComparer.Ordinal)
                .ThenBy(problem => problem.At)
                .ThenBy(problem => problem.Message, StringComparer.Ordinal),
        ];
}
