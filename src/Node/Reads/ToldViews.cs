using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Wire;

namespace Evenhand.Node.Reads;

/// <summary>What was told, in the words of the day, as the records of the wire.</summary>
public static class ToldViews
{
    /// <summary>A notice as it was told.</summary>
    public static NoticeView Of(ToldNotice notice) =>
        new()
        {
            Id = notice.Id,
            Time = Instants.Of(notice.Time),
            Account = notice.Account,
            Clause = notice.Clause,
            Title = notice.Title,
            ClauseUrl = Addresses.Of(notice.Policy, notice.Version, notice.Clause),
            Policy = notice.Policy,
            Version = notice.Version,
            Notice = notice.What,
            Message = notice.Message,
            Corrects = notice.Corrects,
            Reasons = notice.Reasons is { } reasons
                ? new ReasonsLink
                {
                    Url = Addresses.OfReasons(notice.Account, reasons.Step),
                    Sha256 = reasons.Sha256,
                }
                : null,
            Because = notice.Because switch
            {
                Cause.Late => CorrectionCause.Late,
                Cause.Void => CorrectionCause.Void,
                _ => null,
            },
        };

    /// <summary>A case as it was opened.</summary>
    public static CaseView Of(ToldCase opened) =>
        new()
        {
            Id = opened.Id,
            Time = Instants.Of(opened.Time),
            Account = opened.Account,
            Clause = opened.Clause,
            Title = opened.Title,
            ClauseUrl = Addresses.Of(opened.Policy, opened.Version, opened.Clause),
            Policy = opened.Policy,
            Version = opened.Version,
            Cycle = Instants.Of(opened.Cycle),
            Figures = opened.Figures.ToDictionary(figure => figure.Name, figure => figure.Value),
            Unit = opened.Unit,
            Message = opened.Message,
        };
}
