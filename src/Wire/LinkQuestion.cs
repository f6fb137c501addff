namespace Evenhand.Wire;

/// <summary>What a link is asked for.</summary>
public sealed record LinkQuestion
{
    /// <summary><c>portal</c> for the whole portal, which is the rule; <c>embed</c> for elements in frames.</summary>
    public string? Kind { get; init; }

    /// <summary>The elements of <c>embed</c>: <c>usage</c>, <c>allowance</c>, <c>bill</c>, <c>notices</c>; none for all but <c>allowance</c>.</summary>
    public IReadOnlyList<string>? Elements { get; init; }

    /// <summary>The clause of an <c>allowance</c>; of the portal the clause whose page the link opens, instead of the first.</summary>
    public string? Clause { get; init; }
}
