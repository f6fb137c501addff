using Evenhand.Core.Codes;

namespace Evenhand.Runtime.Serving.Ingest;

/// <summary>What became of a batch of events. Whatever was accepted is on disk.</summary>
/// <param name="Accepted">How many were stored.</param>
/// <param name="Duplicates">How many were there already.</param>
/// <param name="Rejected">Those that were no good, by place in the batch.</param>
public sealed record IngestOutcome(
    int Accepted,
    int Duplicates,
    IReadOnlyList<RejectedElement> Rejected
);

/// <summary>An element that was no good; the others went on.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Code">Why, for programs.</param>
/// <param name="Detail">What is wrong.</param>
public readonly record struct RejectedElement(int Index, Code Code, string Detail);

/// <summary>How the events of a body are laid out.</summary>
public enum BodyFormat
{
    /// <summary>One event.</summary>
    Single,

    /// <summary>A JSON array of events.</summary>
    Array,

    /// <summary>An event a line.</summary>
    Lines,
}
