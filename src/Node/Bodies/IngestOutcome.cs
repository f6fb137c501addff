using Evenhand.Core.Codes;
using Evenhand.Wording;

namespace Evenhand.Node.Bodies;

/// <summary>What became of a batch of events. Whatever was accepted is on disk.</summary>
/// <param name="Accepted">How many were stored.</param>
/// <param name="Duplicates">How many were there already.</param>
/// <param name="Rejected">Those that were no good, by place in the batch.</param>
public sealed record IngestOutcome(
    int Accepted,
    int Duplicates,
    IReadOnlyList<RejectedElement> Rejected
)
{
    /// <summary>So many are told; whoever sends more has one and the same fault a thousand times.</summary>
    public const int MostWarnings = 1_000;

    /// <summary>What is odd about elements that were taken all the same, by place in the batch.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

/// <summary>What is odd about an element that was taken.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Fault">What it is.</param>
public readonly record struct Warning(int Index, Fault Fault);

/// <summary>An element that was no good; the others went on.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Code">Why, for programs.</param>
/// <param name="Detail">What is wrong.</param>
public readonly record struct RejectedElement(int Index, Code Code, string Detail)
{
    /// <summary>One that was no good by a fault.</summary>
    public RejectedElement(int index, Fault fault)
        : this(index, fault.Code, FaultSentence.Of(fault)) =>
        (Fault, DidYouMean) = (fault, fault.DidYouMean);

    /// <summary>What it is; null where that was put in words alone.</summary>
    public Fault? Fault { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }
}

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
