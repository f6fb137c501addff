using Evenhand.Client.Wire;
using Evenhand.Core.Effects;

namespace Evenhand.Server.Views;

/// <summary>What an account was told, and what awaits a person, on the wire.</summary>
internal static class ToldViews
{
    public static NoticeView Of(Notice notice) =>
        new()
        {
            Time = Instants.Of(notice.Time),
            Account = notice.Account,
            Clause = notice.Clause,
            Notice = notice.What,
            Message = notice.Message,
        };

    public static CaseView Of(Case opened) =>
        new()
        {
            Time = Instants.Of(opened.Time),
            Account = opened.Account,
            Clause = opened.Clause,
            Version = opened.Version,
            Cycle = Instants.Of(opened.Cycle),
            Figures = opened.Figures.ToDictionary(figure => figure.Name, figure => figure.Value),
            Message = opened.Message,
        };
}
