using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Ledger;
using Evenhand.Ledger.Sqlite;
using Evenhand.Node.Audit;
using Evenhand.Node.People;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Server.Access;
using Microsoft.Extensions.Time.Testing;
using OtpNet;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Sites.SigningIn;

/// <summary>A person sets an app beside its password, shows its codes, loses it, and ends it.</summary>
public sealed partial class SecondFactorTests(SecondFactorTests.Shared shared)
    : IClassFixture<SecondFactorTests.Shared>,
        IAsyncLifetime
{
    private const string Own = "/console/own";
    private const string Second = Own + "/second";
    private const string Password = "four old wheels at the fence";

    private readonly FakeTimeProvider clock = shared.Clock;
    private readonly ServerUnderTest server = shared.Server;

    /// <summary>The persons of each test are its own: the server is all tests'.</summary>
    private readonly string ann = $"ann-{Guid.NewGuid():N}";
    private readonly string adi = $"adi-{Guid.NewGuid():N}";

    public async ValueTask InitializeAsync()
    {
        await People.AddAsync(ann, "Ann Lee", "", Role.Operator);
        await People.AddAsync(adi, "Adi", "", RoleSet.Of(Role.Admin, Role.Billing));
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>A server that demands a second factor of administrators.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal FakeTimeProvider Clock { get; } =
            new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

        internal ServerUnderTest Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Server = await ServerUnderTest.StartAsync(
                settings => settings with { SecondFactor = Role.Admin },
                Clock
            );

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }

    private PersonRegister People => server.Server.Node.People;

    [Fact]
    public async Task Who_has_an_app_shows_a_code_of_it_after_the_password_and_each_once()
    {
        var (_, key, _) = await SetAsync(ann);
        var visitor = Visitor.To(server);
        var asked = await PasswordAsync(visitor);
        asked.Status.ShouldBe(HttpStatusCode.OK);
        asked.Body.ShouldContain("second step");
        visitor.Cookies.ShouldNotContain("evenhand-console=");
        (await visitor.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        // The code that was shown when it was set is over.
        var used = await CodeAsync(visitor, asked, CodeOf(key));
        used.Status.ShouldBe(HttpStatusCode.Unauthorized);
        used.Body.ShouldContain("That is no code");
        clock.Advance(TimeSpan.FromSeconds(30));
        var code = CodeOf(key);
        var let = await CodeAsync(visitor, used, code);
        let.Status.ShouldBe(HttpStatusCode.SeeOther);
        let.Fields["Location"].ShouldBe("/console/desk");
        (await visitor.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.OK);
        var thief = Visitor.To(server);
        (await CodeAsync(thief, await PasswordAsync(thief), code)).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        Told()
            .ShouldBe([
                "link.used",
                "person.signed-in by link",
                "password.set",
                "second-factor.set",
                "second-factor.shown",
                "person.signed-in by password and code",
            ]);
    }

    [Fact]
    public async Task A_code_is_shown_after_a_link_too()
    {
        var (_, key, _) = await SetAsync(ann);
        var visitor = Visitor.To(server);
        var asked = await visitor.FillAsync(server.Server.ConsoleLink(ann), PersonLinks.Page);
        asked.Body.ShouldContain("second step");
        visitor.Cookies.ShouldNotContain("evenhand-console=");
        clock.Advance(TimeSpan.FromSeconds(30));
        (await CodeAsync(visitor, asked, CodeOf(key))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_recovery_code_stands_for_the_app_once_however_it_is_typed()
    {
        var (_, _, codes) = await SetAsync(ann);
        codes.Distinct().Count().ShouldBe(RecoveryCodes.Count);
        var typed = codes[3].ToUpperInvariant().Replace('-', ' ');
        var visitor = Visitor.To(server);
        (await CodeAsync(visitor, await PasswordAsync(visitor), typed)).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
        (await visitor.OpenAsync(Own)).Body.ShouldContain("9 recovery codes are left");
        var again = Visitor.To(server);
        (await CodeAsync(again, await PasswordAsync(again), codes[3])).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        var new10 = Codes(await visitor.FillAsync(Own, $"{Second}/recovery", ("code", codes[4])));
        new10.ShouldNotContain(codes[5]);
        (await CodeAsync(again, await PasswordAsync(again), codes[5])).Status.ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await CodeAsync(again, await PasswordAsync(again), new10[0])).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
    }

    [Fact]
    public async Task Five_wrong_codes_shut_the_second_step_for_a_quarter_of_an_hour()
    {
        var (_, key, codes) = await SetAsync(ann);
        var visitor = Visitor.To(server);
        for (var failure = 0; failure < Attempts.MostOfPerson; failure++)
            await CodeAsync(visitor, await PasswordAsync(visitor), "000 000");
        var until = clock.GetUtcNow() + Attempts.Lasting;
        Told()[^1].ShouldBe($"second-factor.shut until {until:yyyy-MM-ddTHH:mm:ssZ}");
        using (var ledger = SqliteLedger.Open(server.Data))
            LedgerPeople
                .Open(ledger, clock)
                .SignIns.Of(ann)
                .CodesShutUntil.Instant.ToDateTimeOffset()
                .ShouldBe(until, "a start of the server opens nothing");
        clock.Advance(TimeSpan.FromSeconds(60));
        foreach (var right in (string[])[CodeOf(key), codes[0]])
            (await CodeAsync(visitor, await PasswordAsync(visitor), right)).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        clock.Advance(Attempts.Lasting);
        (await CodeAsync(visitor, await PasswordAsync(visitor), CodeOf(key))).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
    }

    [Fact]
    public async Task The_first_step_counts_for_five_minutes_in_one_browser_until_sessions_end()
    {
        var (_, _, codes) = await SetAsync(ann);
        var (mine, other) = (Visitor.To(server), Visitor.To(server));
        var asked = await PasswordAsync(mine);
        var half = Visitor.FormOf(asked, SignIn.CodePage)["half"];
        var taken = Visitor.FormOf(await other.OpenAsync(SignIn.Page), SignIn.Page);
        (
            await other.PostAsync(
                SignIn.CodePage,
                ("form", taken["form"]),
                ("half", half),
                ("code", codes[0])
            )
        ).Body.ShouldContain("begin again");
        clock.Advance(Doorway.HalvesLast);
        (await CodeAsync(mine, asked, codes[0])).Body.ShouldContain("begin again");
        asked = await PasswordAsync(mine);
        await People.SignIns.EndSessionsAsync(ann, Doer.CommandLine);
        (await CodeAsync(mine, asked, codes[0])).Body.ShouldContain("begin again");
        (await CodeAsync(mine, await PasswordAsync(mine), codes[0])).Status.ShouldBe(
            HttpStatusCode.SeeOther
        );
    }

    [Fact]
    public async Task Ending_it_takes_a_code_and_forgetting_ends_it_too()
    {
        var (visitor, _, codes) = await SetAsync(ann);
        var refused = await visitor.FillAsync(Own, $"{Second}/end", ("code", "123456"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldNotContain("123456");
        (await visitor.DoAsync(Own, $"{Second}/end", ("code", codes[0]))).Body.ShouldContain(
            "You show no codes any more"
        );
        (await PasswordAsync(Visitor.To(server))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await SetAppAsync(visitor, ("password-now", Password));
        await People.SignIns.ForgetAsync(ann, Doer.CommandLine);
        var link = server.Server.ConsoleLink(ann);
        (await Visitor.WithAsync(server, link)).Cookies.ShouldContain("evenhand-console=");
    }

    [Fact]
    public async Task Where_a_role_demands_it_nothing_else_opens_before_it_is_set()
    {
        var boss = await Visitor.WithAsync(server, server.Server.ConsoleLink(adi));
        (await boss.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await boss.PostAsync("/console/setup/people")).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Cookie", boss.Cookies);
        (await server.SendAsync(request)).Fields["Location"].ShouldBe(Second);
        (await boss.OpenAsync(Second)).Body.ShouldContain("Your role demands it");
        await SetAppAsync(boss);
        (await boss.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.OK);
        var visitor = await Visitor.WithAsync(server, server.Server.ConsoleLink(ann));
        (await visitor.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Setting_it_takes_the_password_and_a_code_and_ends_other_sessions()
    {
        await SetPasswordAsync(ann);
        var (here, there) = (Visitor.To(server), Visitor.To(server));
        await PasswordAsync(here);
        await PasswordAsync(there);
        var page = await here.OpenAsync(Second);
        page.Body.ShouldContain("<svg class=\"qr\"");
        var key = Key().Match(page.Body).Groups[1].Value;
        var fields = Visitor.Pairs(Visitor.FormOf(page, Second)).ToList();
        var refused = await here.PostAsync(
            Second,
            [.. fields, ("password-now", "not hers"), ("code", CodeOf(key))]
        );
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Body.ShouldContain(key);
        (
            await here.PostAsync(
                Second,
                [.. fields, ("password-now", Password), ("code", "000000")]
            )
        ).Status.ShouldBe(HttpStatusCode.BadRequest);
        People.SignIns.Of(ann).Second.ShouldBeNull();
        var set = await here.PostAsync(
            Second,
            [.. fields, ("password-now", Password), ("code", CodeOf(key))]
        );
        Codes(set).Length.ShouldBe(RecoveryCodes.Count);
        (await here.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.OK);
        (await there.OpenAsync(Own)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Neither_ledger_nor_log_nor_trail_holds_what_codes_are_made_of()
    {
        var (_, key, codes) = await SetAsync(ann);
        var kept = string.Join('\n', server.Log.All) + string.Join('\n', Told());
        foreach (
            var file in Directory.EnumerateFiles(server.Data, "*", SearchOption.AllDirectories)
        )
            if (!file.EndsWith(".lock", StringComparison.Ordinal))
                kept += System.Text.Encoding.Latin1.GetString(Bytes(file));
        kept.ShouldContain("second-factor-set");
        foreach (var secret in (string[])[key, .. codes, Password])
            kept.Contains(secret, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_signs_out_is_out_also_after_a_start_of_the_server()
    {
        var visitor = await Visitor.WithAsync(server, server.Server.ConsoleLink(ann));
        (await visitor.FillAsync("/console", "/console/out")).Status.ShouldBe(HttpStatusCode.OK);
        using var ledger = SqliteLedger.Open(server.Data);
        Told()[^1].ShouldBe("person.signed-out");
        LedgerPeople.Open(ledger, clock).SignIns.IsOver(SessionOf(ledger)).ShouldBeTrue();
    }

    private string SessionOf(ILedger ledger) =>
        ledger
            .Read(StreamName.Shared, 0)
            .Where(slice => slice.Kind == SliceKind.SignIn)
            .Select(slice => SignInEntry.Read(slice.Payload))
            .OfType<SignedOut>()
            .Single(each => each.Id == ann)
            .Session;

    /// <summary>A person with a password and an app, in the session in which it set them.</summary>
    private async Task<(Visitor Visitor, string Key, string[] Codes)> SetAsync(string person)
    {
        var visitor = await SetPasswordAsync(person);
        var (key, codes) = await SetAppAsync(visitor, ("password-now", Password));
        return (visitor, key, codes);
    }

    private async Task<Visitor> SetPasswordAsync(string person)
    {
        var visitor = await Visitor.WithAsync(server, server.Server.ConsoleLink(person));
        await visitor.DoAsync(Own, $"{Own}/password", ("password", Password));
        return visitor;
    }

    private async Task<(string Key, string[] Codes)> SetAppAsync(
        Visitor visitor,
        params (string, string)[] more
    )
    {
        var page = await visitor.OpenAsync(Second);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        var key = Key().Match(page.Body).Groups[1].Value;
        var fields = Visitor.Pairs(Visitor.FormOf(page, Second));
        var set = await visitor.PostAsync(Second, [.. fields, .. more, ("code", CodeOf(key))]);
        return (key, Codes(set));
    }

    private Task<Answer> PasswordAsync(Visitor visitor) =>
        visitor.FillAsync(
            SignIn.AddressFor("/console/desk"),
            SignIn.Page,
            ("name", ann),
            ("password", Password)
        );

    private static Task<Answer> CodeAsync(Visitor visitor, Answer asked, string code) =>
        visitor.PostAsync(
            SignIn.CodePage,
            [.. Visitor.Pairs(Visitor.FormOf(asked, SignIn.CodePage)), ("code", code)]
        );

    private string CodeOf(string key) =>
        new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(clock.GetUtcNow().UtcDateTime);

    private static string[] Codes(Answer page)
    {
        page.Status.ShouldBe(HttpStatusCode.OK, page.Body);
        return [.. Code().Matches(page.Body).Select(match => match.Groups[1].Value)];
    }

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private string[] Told()
    {
        using var ledger = SqliteLedger.Open(server.Data);
        return
        [
            .. AuditTrail
                .ReadAsync(ledger, new AuditQuery())
                .ToBlockingEnumerable()
                .Where(entry =>
                    entry.Id == ann && entry.Type is not ("person.added" or "link.made")
                )
                .Select(entry => $"{entry.Type} {entry.Detail}".TrimEnd()),
        ];
    }

    [GeneratedRegex("<code>([A-Z2-7]{32})</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([a-z2-7-]{19})</code>")]
    private static partial Regex Code();
}
