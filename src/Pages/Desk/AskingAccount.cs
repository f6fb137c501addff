using Evenhand.Languages;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Forms;
using Evenhand.Wire;

namespace Evenhand.Pages.Desk;

/// <summary>What an account asked that waits for an answer.</summary>
public sealed record AskingAccount
{
    /// <summary>The account.</summary>
    public required AccountFrame Of { get; init; }

    /// <summary>Open appeals, with their decisions.</summary>
    public IReadOnlyList<(
        AppealItem Appeal,
        string Against,
        ActOffer Offer
    )> Appeals { get; init; } = [];

    /// <summary>Open requests for exceptions, with both answers.</summary>
    public IReadOnlyList<(
        ExceptionItem Request,
        string Title,
        ActOffer Grant,
        ActOffer Refusal
    )> Requests { get; init; } = [];

    /// <summary>Questions that nobody has answered.</summary>
    public IReadOnlyList<(SaidItem Question, string About)> Questions { get; init; } = [];

    /// <summary>Whether whoever looks may answer questions.</summary>
    public bool MayAnswer { get; init; }

    /// <summary>Its page.</summary>
    public string At => $"/console/asked/{Uri.EscapeDataString(Of.Account.Id)}";

    /// <summary>Whether nothing of it waits any more.</summary>
    public bool IsAnswered => Appeals.Count + Requests.Count + Questions.Count == 0;

    /// <summary>All of it in words: <c>1 appeal, 2 questions</c>.</summary>
    public string Words(Language say) =>
        string.Join(
            ", ",
            new[]
            {
                Appeals.Count == 0 ? null : say.Count(Appeals.Count, "{0} appeal|{0} appeals"),
                Requests.Count == 0
                    ? null
                    : say.Count(
                        Requests.Count,
                        "{0} request for an exception|{0} requests for exceptions"
                    ),
                Questions.Count == 0
                    ? null
                    : say.Count(Questions.Count, "{0} question|{0} questions"),
            }.OfType<string>()
        );

    /// <summary>When the first of it is answered by the passing of time; null where nothing is.</summary>
    public DateTimeOffset? Due =>
        Appeals
            .Select(each => each.Appeal.Due)
            .Concat(Requests.Select(each => each.Request.Due))
            .Min();
}
