using System.Diagnostics.CodeAnalysis;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Outbox;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>
/// Links in mails, by which an account's people read one notice, say that they have read it, and ask about it. Account and notice
/// are sealed in them; they open nothing else, and begin no session.
/// </summary>
/// <param name="seals">Seals them.</param>
/// <param name="root">Where people reach the server; null where that is not known, and no link is made.</param>
/// <param name="clock">The time.</param>
internal sealed class NoticeLinks(Seals seals, Uri? root, TimeProvider clock)
{
    /// <summary>The page that they open.</summary>
    public const string Page = "/notice";

    /// <summary>How long one opens a notice, from when it was told on: longer than a step may take to come into force.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromDays(90);

    private readonly SignedLink links = new(seals.For("notice link"));

    /// <summary>How one looks, for whoever only wants to see a letter: it opens nothing.</summary>
    public string? Shown => root is null ? null : $"{Root}{Page}?link=SEALED";

    private string Root => root!.AbsoluteUri.TrimEnd('/');

    /// <summary>The address at which a notice can be read; null where people cannot reach the server.</summary>
    public string? Of(SaidEntry entry) =>
        root is null || entry.Notice is null
            ? null
            : $"{Root}{PathOf(links.Make(entry.Account.Text, entry.At + Lasting, entry.Id))}";

    /// <summary>Where a link leads, from the server's root.</summary>
    /// <param name="link">The link.</param>
    /// <param name="to">What under the page; empty for the page.</param>
    public static string PathOf(string link, string to = "") => $"{Page}{to}?link={link}";

    /// <summary>The link that a request has; empty where it has none.</summary>
    public static string Shows(HttpContext context) => $"{context.Request.Query["link"]}";

    /// <summary>Which notice of which account a request's link opens, where it is still good.</summary>
    public bool TryRead(
        HttpContext context,
        [NotNullWhen(true)] out string? account,
        [NotNullWhen(true)] out string? notice
    ) => links.TryRead(Shows(context), Moment.Of(clock.GetUtcNow()), out account, out notice);

    /// <summary>As if the account's own key had been shown; null where no good link is.</summary>
    public Key? Find(HttpContext context) =>
        TryRead(context, out var account, out var notice)
            ? new Key(
                $"link:{notice}",
                Role.Account,
                new AccountId(account),
                "link",
                Moment.Of(clock.GetUtcNow()),
                Revoked: null
            )
            : null;
}
