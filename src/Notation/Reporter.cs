namespace Evenhand.Notation;

/// <summary>Adds problems of one file and, within it, of one clause.</summary>
/// <param name="Into">Where they are collected.</param>
/// <param name="File">The file.</param>
/// <param name="Clause">The slug of the clause; empty outside of clauses.</param>
public sealed record Reporter(Problems Into, string File, string Clause = "")
{
    /// <summary>The same for a clause.</summary>
    public Reporter In(string clause) => this with { Clause = clause };

    /// <summary>Adds a problem.</summary>
    public void Say(Place at, string message, string? suggestion = null) =>
        Into.Add(new Problem(File, at, Clause, message, suggestion));

    /// <summary>Adds that a name is unknown, and which of the known ones is near.</summary>
    /// <param name="at">Where the name stands.</param>
    /// <param name="what">What the name should name, such as <c>event type</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that would be right.</param>
    public void SayUnknown(Place at, string what, string name, IEnumerable<string> known) =>
        Say(at, $"unknown {what} `{name}`", Nearest.Suggestion(name, known));
}
