using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Node.Bodies;
using Evenhand.Wording;

namespace Evenhand.Node.Refusals;

/// <summary>Why a request cannot be met. The message is for whoever sent it and names no internals.</summary>
public sealed class RequestException(Code code, string message) : Exception(message)
{
    /// <summary>A refusal for a fault that was found.</summary>
    public RequestException(Fault fault)
        : this(fault.Code, FaultSentence.Of(fault)) => DidYouMean = fault.DidYouMean;

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>Why, for programs.</summary>
    public Code Code { get; } = code;

    /// <summary>Where in the body, as a JSON pointer (RFC 6901); null where no single place is at fault.</summary>
    public string? Pointer { get; init; }

    /// <summary>When it may be tried again; null where the code alone says whether that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Every condition of an act that failed.</summary>
    public Unmet Unmet { get; init; }

    /// <summary>When the act becomes possible, if nothing happens but what time brings; null where that is not in sight.</summary>
    public Moment? PossibleFrom { get; init; }

    /// <summary>All that is wrong with a document, with lines from 1 or 0.</summary>
    public IReadOnlyList<(int Line, string Message)> Problems { get; init; } = [];

    /// <summary>The elements of a batch that were no good.</summary>
    public IReadOnlyList<RejectedElement> Rejected { get; init; } = [];
}
