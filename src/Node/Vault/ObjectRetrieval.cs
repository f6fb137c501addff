using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Node.Vault;

/// <summary>A retrieval of a stored thing.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Object">The name of the thing.</param>
/// <param name="Retrieval">Its id.</param>
/// <param name="State"><c>ready</c>: its bytes can be read; <c>asked</c>: they are brought back; <c>late</c>: they still are, past the promise.</param>
public sealed record ObjectRetrieval(
    AccountId Account,
    string Object,
    string Retrieval,
    string State
)
{
    /// <summary>When it was taken up; null where nothing needs to be brought back.</summary>
    public Moment? Asked { get; init; }

    /// <summary>By when the bytes are promised; null where nothing is.</summary>
    public Moment? PromisedBy { get; init; }

    /// <summary>Since when they can be read; null while they cannot.</summary>
    public Moment? Ready { get; init; }

    /// <summary>Until when; null where that has no end, or is not known yet.</summary>
    public Moment? Until { get; init; }
}
