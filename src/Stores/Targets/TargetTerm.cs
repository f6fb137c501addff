namespace Evenhand.Stores.Targets;

/// <summary>Something that is said of a target of some kind.</summary>
/// <param name="Name">Its name, as whoever sets one up writes it.</param>
/// <param name="Meaning">What it is, for people: a short phrase without a full stop.</param>
public sealed record TargetTerm(string Name, string Meaning)
{
    /// <summary>What it looks like.</summary>
    public TermForm Form { get; init; } = TermForm.Word;

    /// <summary>Whether it has to be said.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Whether it is kept sealed and told nobody again.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>What a term looks like.</summary>
public enum TermForm
{
    /// <summary>One line without control characters.</summary>
    Word,

    /// <summary>The number of a port, 1–65535.</summary>
    Port,

    /// <summary>An address such as <c>https://s3.example.com</c>, without a name, a password, a query or a fragment.</summary>
    Address,

    /// <summary>Several lines, such as a key in PEM or a file of JSON.</summary>
    Text,
}
