using Evenhand.Core.Effects;
using Evenhand.Core.Keeping;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Standing;

/// <summary>A request for an exception.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Clause">The clause.</param>
/// <param name="From">The first instant asked for.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Amount">The figure asked for; null for none.</param>
/// <param name="Due">When it is answered by itself, if nobody has; never where nothing is promised.</param>
/// <param name="Silence">The answer then.</param>
/// <param name="SilenceTo">Until when it is granted then.</param>
/// <param name="Reason">Why, as the account says it.</param>
internal sealed record RequestEntry(
    string Id,
    ClauseId Clause,
    Moment From,
    Moment To,
    decimal? Amount,
    Moment Due,
    RequestState Silence,
    Moment SilenceTo,
    string Reason
) : INamed
{
    /// <summary>How far it has come.</summary>
    public RequestState State { get; set; }

    /// <summary>Who answered it; empty while nobody has.</summary>
    public string AnsweredBy { get; set; } = "";

    /// <summary>When it was answered.</summary>
    public Moment Answered { get; set; } = Moment.Never;

    /// <summary>Whether it waits for an answer.</summary>
    public bool IsOpen => State == RequestState.Requested;

    /// <summary>Writes or reads one.</summary>
    public static RequestEntry Exchange(StatePort port, RequestEntry? entry) =>
        new(
            port.Exchange(entry?.Id),
            new(port.Exchange(entry?.Clause.Slug)),
            port.Exchange(entry?.From ?? default),
            port.Exchange(entry?.To ?? default),
            port.Exchange(entry?.Amount),
            port.Exchange(entry?.Due ?? default),
            (RequestState)port.Exchange((int)(entry?.Silence ?? 0)),
            port.Exchange(entry?.SilenceTo ?? default),
            port.Exchange(entry?.Reason)
        )
        {
            State = (RequestState)port.Exchange((int)(entry?.State ?? 0)),
            AnsweredBy = port.Exchange(entry?.AnsweredBy),
            Answered = port.Exchange(entry?.Answered ?? default),
        };
}
