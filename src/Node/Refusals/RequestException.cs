using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Bodies;
using Evenhand.Wording;

namespace Evenhand.Node.Refusals;

/// <summary>Why a request cannot be met. The message is for whoever sent it and names no internals.</summary>
/// <param name="code">Why, for programs.</param>
/// <param name="phrase">Why, as half a sentence in English; with places where there are values.</param>
/// <param name="values">What stands in its places.</param>
public sealed class RequestException(Code code, string phrase, params object?[] values)
    : Exception(values.Length == 0 ? phrase : Language.English[phrase, values])
{
    private readonly Fault? fault;

    /// <summary>A refusal for a fault that was found.</summary>
    public RequestException(Fault fault)
        : this(fault.Code, FaultSentence.Of(fault)) =>
        (this.fault, DidYouMean) = (fault, fault.DidYouMean);

    /// <summary>A refusal of a request that consists of one element.</summary>
    public RequestException(RejectedElement element)
        : this(element.Code, element.Detail) =>
        (fault, DidYouMean) = (element.Fault, element.DidYouMean);

    /// <summary>Whether pages can say it in another language.</summary>
    public bool IsPhrase =>
        fault is null
        && Language.All.Any(each => each != Language.English && each.Phrases.ContainsKey(phrase));

    /// <summary>Why, in a language; in English where it has no such phrase.</summary>
    public string As(Language say) =>
        fault is not null ? FaultSentence.Of(fault, say)
        : values.Length == 0 ? say[phrase]
        : say[phrase, values];

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
