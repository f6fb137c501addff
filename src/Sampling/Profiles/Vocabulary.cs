using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>What a profile's activities may name: shapes, pools and sample texts.</summary>
internal sealed record Vocabulary(
    string Source,
    IReadOnlyDictionary<string, Shape> Shapes,
    IReadOnlyDictionary<string, Pool> Pools,
    IReadOnlyDictionary<string, string> Texts
)
{
    /// <summary>The pool that every account has: its licensed users.</summary>
    public const string Users = "users";

    public Shape Shape(Node node, ErrorList errors) =>
        Find(Shapes, "shape", node, errors) ?? Sampling.Shape.Even;

    public Pool Pool(Node node, ErrorList errors) =>
        Find(Pools, "pool", node, errors) ?? new Pool("", 0, "", 0, 0);

    public string Text(Node node, ErrorList errors) => Find(Texts, "text", node, errors) ?? "-";

    private static T? Find<T>(
        IReadOnlyDictionary<string, T> all,
        string what,
        Node node,
        ErrorList errors
    )
        where T : class
    {
        var name = Scalars.Text(node, errors);
        if (all.TryGetValue(name, out var found))
            return found;
        errors.Add(node, $"there is no {what} '{name}'{Nearest.Hint(name, all.Keys)}");
        return null;
    }
}
