using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;

namespace Evenhand.Server.Access;

/// <summary>How people come to pages: the sessions of portal and console.</summary>
internal sealed class SignIn : IDisposable
{
    private readonly SignInBook book;
    private readonly RoleSet demanded;

    /// <summary>The ways in for a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="seals">Seals links, sessions and secrets.</param>
    /// <param name="notices">The links of notices.</param>
    /// <param name="demanded">The roles whose persons show a second factor.</param>
    public SignIn(EvenhandNode node, Seals seals, NoticeLinks notices, RoleSet demanded)
    {
        var clock = node.Clock;
        (book, this.demanded) = (node.People.SignIns, demanded);
        Notices = notices;
        Portal = new Sessions(
            PagesFor.Portal,
            seals,
            clock,
            account => OfAccount(account, clock),
            _ => "",
            _ => false
        );
        Console = new Sessions(
            PagesFor.Console,
            seals,
            clock,
            person => OfPerson(node, person),
            StampOf,
            node.People.SignIns.IsOver
        );
        Links = new PersonLinks(seals, node.People.SignIns, () => Moment.Of(clock.GetUtcNow()));
        Mailed = new MailedLinks(seals, () => Moment.Of(clock.GetUtcNow()));
        Embeds = new EmbedLinks(seals, () => Moment.Of(clock.GetUtcNow()));
        Door = new Doorway(seals, () => Moment.Of(clock.GetUtcNow()));
        Codes = new AppCodes(seals, node.People.SignIns, () => Moment.Of(clock.GetUtcNow()));
    }

    /// <summary>An account's own people.</summary>
    public Sessions Portal { get; }

    /// <summary>The vendor's people.</summary>
    public Sessions Console { get; }

    /// <summary>Links by which the vendor's people sign in.</summary>
    public PersonLinks Links { get; }

    /// <summary>Links by which a recipient of an account opens the portal.</summary>
    public MailedLinks Mailed { get; }

    /// <summary>Elements in frames of the vendor's own pages.</summary>
    public EmbedLinks Embeds { get; }

    /// <summary>Whoever stands before the console.</summary>
    public Doorway Door { get; }

    /// <summary>The second factor.</summary>
    public AppCodes Codes { get; }

    /// <summary>Passkeys.</summary>
    public required Passkeys Passkeys { get; init; }

    /// <summary>Where the vendor's people sign in elsewhere; null for nowhere.</summary>
    public OpenIdProvider? Provider { get; init; }

    /// <summary>Whoever has the link of one notice.</summary>
    public NoticeLinks Notices { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Passkeys.Dispose();
        Provider?.Dispose();
    }

    /// <summary>Where people sign in.</summary>
    public const string Page = "/console/sign-in";

    /// <summary>Where people sign in with a passkey.</summary>
    public const string PasskeyPage = Page + "/passkey";

    /// <summary>How a session says that a passkey began it.</summary>
    public const string ByPasskey = "passkey";

    /// <summary>Where whoever showed the first of two factors shows the second.</summary>
    public const string CodePage = Page + "/code";

    /// <summary>Where people sign in who then go on to a page.</summary>
    public static string AddressFor(string page) =>
        ReturnAddress.Of(page) is var back && back == ReturnAddress.Home
            ? Page
            : $"{Page}?return={Uri.EscapeDataString(back)}";

    /// <summary>The key that whoever looks stands for; null where nobody is signed in.</summary>
    public Key? Find(HttpContext context, PagesFor pages) =>
        pages switch
        {
            PagesFor.Portal => Portal.Find(context),
            PagesFor.Console => Console.Find(context),
            PagesFor.Embed => Embeds.Find(context),
            _ => Notices.Find(context),
        };

    /// <summary>As if the account's own key had been shown.</summary>
    private static Key OfAccount(string account, TimeProvider clock) =>
        new(
            $"portal:{account}",
            Role.Account,
            new AccountId(account),
            "portal",
            Moment.Of(clock.GetUtcNow()),
            Revoked: null
        );

    /// <summary>As if a key of the person's had been shown; a person who has ended opens nothing, from that instant on.</summary>
    private static Key? OfPerson(EvenhandNode node, string id) =>
        node.FindPerson(id) is { } person
            ? new Key(
                $"console:{id}",
                person.Roles,
                AccountId.None,
                "console",
                person.From,
                Revoked: null
            )
            {
                Person = id,
            }
            : null;

    /// <summary>What is another text once all sessions of a person were ended.</summary>
    public string StampOf(string person) =>
        book.Of(person).Ended.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether somebody may do nothing yet but set a second factor, which its role demands.</summary>
    public bool LacksSecond(HttpContext context, Key key) =>
        key.Roles.Overlaps(demanded)
        && book.Of(key.Person).Second is null
        && Sessions.Of(context).Way != ByPasskey;
}
