using Evenhand.Core.Time;

namespace Evenhand.Node.Stored;

/// <summary>What is sent, as it was composed when it was told: whatever is sent again is the same to the letter.</summary>
/// <param name="Subject">What it is about, on a line; of a webhook the type of its event.</param>
/// <param name="Text">The whole of it, in the form of its channel.</param>
public sealed record Message(string Subject, string Text)
{
    /// <summary>The same as a page; null where its channel has none.</summary>
    public string? Html { get; init; }
}

/// <summary>One message to one target.</summary>
/// <param name="Target">The id of the target.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Address">Its address as it was then.</param>
/// <param name="Message">Which of the messages, by its place.</param>
public sealed record Copy(string Target, string Channel, string Address, int Message)
{
    /// <summary>When it is gathered with others into a digest; null where it goes by itself.</summary>
    public Moment? Digest { get; init; }
}
