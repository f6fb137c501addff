using Evenhand.Core.Time;
using Evenhand.Node;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Evenhand.Server.Access;

/// <summary>
/// Passkeys (WebAuthn), verified by ASP.NET Core Identity. Each is asked for with a challenge that is sealed for one session or visit, is
/// good for five minutes and is taken once. The device asks for its owner's face, finger or PIN: a passkey is two factors.
/// </summary>
internal sealed partial class Passkeys : IDisposable
{
    /// <summary>Passkeys of one person.</summary>
    public const int Most = 10;

    private const string Required = "required";

    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    private readonly ILogger log;
    private readonly SignInBook book;
    private readonly Func<Moment> now;
    private readonly SignedLink states;
    private readonly EndedSessions taken;
    private readonly UserManager<Person> users;
    private readonly PasskeyHandler<Person> handler;

    /// <summary>The passkeys of a node's persons.</summary>
    /// <param name="node">The node.</param>
    /// <param name="seals">Seals challenges.</param>
    /// <param name="publicUrl">Where people reach the site whose passkeys they are; null for where somebody came to.</param>
    /// <param name="log">Where it logs.</param>
    public Passkeys(EvenhandNode node, Seals seals, Uri? publicUrl, ILogger log)
    {
        this.log = log;
        book = node.People.SignIns;
        now = () => Moment.Of(node.Clock.GetUtcNow());
        states = new SignedLink(seals.For("console passkey"));
        taken = new EndedSessions(now, Lasting);
        users = new UserManager<Person>(
            new PasskeyStore(node),
            Options.Create(new IdentityOptions()),
            new PasswordHasher<Person>(),
            [],
            [],
            new UpperInvariantLookupNormalizer(),
            new IdentityErrorDescriber(),
            null!,
            NullLogger<UserManager<Person>>.Instance
        );
        handler = new PasskeyHandler<Person>(
            users,
            Options.Create(
                new IdentityPasskeyOptions
                {
                    ServerDomain = publicUrl?.Host,
                    // Not as the framework does, by the field Origin: our pages have browsers say nothing in it.
                    ValidateOrigin = asked =>
                        ValueTask.FromResult(
                            !asked.CrossOrigin
                                && asked.Origin == OriginOf(asked.HttpContext.Request, publicUrl)
                        ),
                    AuthenticatorTimeout = Lasting,
                    UserVerificationRequirement = Required,
                    ResidentKeyRequirement = Required,
                }
            )
        );
    }

    /// <summary>What a browser is asked to make a passkey with, and the text that goes with its form.</summary>
    public async Task<(string Options, string State)> AskToMakeAsync(
        HttpContext context,
        Person person,
        string session
    )
    {
        var entity = new PasskeyUserEntity
        {
            Id = person.Id,
            Name = person.Id,
            DisplayName = person.Name,
        };
        var asked = await handler.MakeCreationOptionsAsync(entity, context);
        return (asked.CreationOptionsJson, Sealed(session, asked.AttestationState));
    }

    /// <summary>What a browser is asked to show a passkey with, and the text that goes with its form.</summary>
    public async Task<(string Options, string State)> AskToShowAsync(
        HttpContext context,
        string visit
    )
    {
        var asked = await handler.MakeRequestOptionsAsync(null, context);
        return (asked.RequestOptionsJson, Sealed(visit, asked.AssertionState));
    }

    /// <summary>Adds the passkey that a browser made.</summary>
    /// <returns>Whether it is one, and asked for in this session.</returns>
    public async Task<bool> AddAsync(
        HttpContext context,
        Person person,
        string session,
        string state,
        string credential,
        string name
    )
    {
        if (credential.Length == 0 || Opened(session, state) is not { } known)
            return false;
        var made = await handler.PerformAttestationAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = credential,
                AttestationState = known,
            }
        );
        TellFault(made.Failure);
        return made.Succeeded
            && made.UserEntity.Id == person.Id
            && await book.AddPasskeyAsync(
                person.Id,
                new Passkey(
                    WebEncoders.Base64UrlEncode(made.Passkey.CredentialId),
                    WebEncoders.Base64UrlEncode(made.Passkey.PublicKey),
                    name,
                    now(),
                    made.Passkey.SignCount,
                    made.Passkey.IsBackupEligible
                )
            );
    }

    /// <summary>Uses the passkey that a browser shows.</summary>
    /// <returns>Whose it is; null where it is none, or was not asked for in this visit.</returns>
    public async Task<Person?> UseAsync(
        HttpContext context,
        string visit,
        string state,
        string credential
    )
    {
        if (credential.Length == 0 || Opened(visit, state) is not { } known)
            return null;
        var shown = await handler.PerformAssertionAsync(
            new()
            {
                HttpContext = context,
                CredentialJson = credential,
                AssertionState = known,
            }
        );
        TellFault(shown.Failure);
        return
            shown.Succeeded
            && await book.UsePasskeyAsync(
                shown.User.Id,
                WebEncoders.Base64UrlEncode(shown.Passkey.CredentialId),
                shown.Passkey.SignCount
            )
            ? shown.User
            : null;
    }

    /// <inheritdoc/>
    public void Dispose() => users.Dispose();

    private static string OriginOf(HttpRequest request, Uri? publicUrl) =>
        publicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}";

    private void TellFault(PasskeyException? fault)
    {
        if (fault is not null)
            TellRefused(log, fault.Message);
    }

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Information,
        Message = "A passkey was not taken: {Why}"
    )]
    private static partial void TellRefused(ILogger log, string why);

    private string Sealed(string place, string? state) =>
        states.Make(place, now() + Lasting, state ?? "");

    private string? Opened(string place, string state) =>
        states.TryRead(state, now(), out var of, out var known)
        && of == place
        && taken.TryAdd(known)
            ? known
            : null;
}
