using System.Collections.Immutable;
using Evenhand.Policies.Reading;

namespace Evenhand.Policies.Language;

/// <summary>One value of a document that could be another: what figures bind, readings set, mutants change and versions differ in.</summary>
/// <param name="Clause">The slug of its clause; empty for the front matter.</param>
/// <param name="Path">Its path in the clause's rule or plans, such as <c>charge.price.EUR</c>.</param>
/// <param name="Node">What was written.</param>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Runs">Whether it runs now (else it is checked and published only).</param>
/// <param name="Variants">What could stand in its place: one step away in its last digit, or another word of a closed set.</param>
/// <param name="Removable">Whether it is one of several items, so that the list would stand without it.</param>
public sealed record Parameter(
    string Clause,
    string Path,
    Node Node,
    Kind Kind,
    object Meaning,
    bool Runs,
    ImmutableArray<string> Variants,
    bool Removable
)
{
    /// <summary>The path as other clauses name it: <c>slug/path</c>.</summary>
    public string FullPath => Clause.Length == 0 ? Path : $"{Clause}/{Path}";
}
