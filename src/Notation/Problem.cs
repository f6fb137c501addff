namespace Evenhand.Notation;

/// <summary>Something wrong with a file: a value that is collected with all others, never thrown.</summary>
/// <param name="File">The file, as it was named to us.</param>
/// <param name="At">Where it is wrong.</param>
/// <param name="Clause">The slug of the clause in which it stands; empty outside of clauses.</param>
/// <param name="Message">What is wrong, as half a sentence without a full stop.</param>
/// <param name="Suggestion">What would be right, or null when nothing is near.</param>
public sealed record Problem(
    string File,
    Place At,
    string Clause,
    string Message,
    string? Suggestion
)
{
    /// <summary><c>FILE:LINE:COLUMN: clause: message; suggestion</c>.</summary>
    public override string ToString() =>
        $"{File}:{At.Line}:{At.Column}: {(Clause.Length > 0 ? Clause + ": " : "")}{Message}"
        + (Suggestion is null ? "" : $"; {Suggestion}");
}
