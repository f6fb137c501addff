using System.Security.Cryptography;
using Evenhand.Channels.Composing;
using Evenhand.Channels.Mail;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Dispatching;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Whom an account has told by mail, what a mail says, and what came back.</summary>
internal sealed class RecipientRoutes(
    EvenhandNode node,
    TemplateSet templates,
    string? link,
    BodyReader bodies
)
{
    private const string List = "/v1/accounts/{account}/recipients";
    private const int LongestText = 1_000;

    private Deliveries Deliveries => node.Deliveries;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(List, All)
            .Describe("Notices", "List whom an account has told by mail")
            .Fails(404);
        routes
            .MapPost(List, MakeAsync)
            .Describe("Notices", "Add somebody whom an account has told by mail")
            .Takes(typeof(RecipientQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);
        routes
            .MapPut(List + "/{id}", SetAsync)
            .Describe("Notices", "Set a recipient anew; one that was disabled is tried again")
            .Takes(typeof(RecipientQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);
        routes
            .MapDelete(List + "/{id}", EndAsync)
            .Describe("Notices", "Take a recipient away")
            .Fails(404, 503);
        routes
            .MapPost(List + "/{id}/test", TestAsync)
            .Describe("Notices", "Mail a test to a recipient, and say what came of it")
            .Fails(404, 409, 503);
        routes
            .MapGet("/v1/accounts/{account}/notices/{notice}/letter", Letter)
            .Describe("Notices", "Show a notice as it is mailed, in a language")
            .Fails(400, 404);
        routes
            .MapPost("/v1/deliveries/bounces", (Delegate)BounceAsync)
            .Describe("Notices", "Say that a mail came back")
            .Takes(typeof(BounceQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);
    }

    private Ok<Page<RecipientView>> All(string account) =>
        TypedResults.Ok(Pages.Whole(Recipients(account), DeliveryViews.RecipientOf));

    private async Task<Created<RecipientView>> MakeAsync(string account, HttpContext http)
    {
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.RecipientQuestion);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var target = Read(new Target(id, MailChannel.Name, ""), question);
        var set = await Deliveries.SetAsync(new AccountId(account), target, DoerOf(http));
        return TypedResults.Created(
            $"/v1/accounts/{Uri.EscapeDataString(account)}/recipients",
            DeliveryViews.RecipientOf(set)
        );
    }

    private async Task<Ok<RecipientView>> SetAsync(string account, string id, HttpContext http)
    {
        var before = Find(account, id);
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.RecipientQuestion);
        var target = Read(before with { Disabled = null }, question);
        return TypedResults.Ok(
            DeliveryViews.RecipientOf(
                await Deliveries.SetAsync(new AccountId(account), target, DoerOf(http))
            )
        );
    }

    private async Task<NoContent> EndAsync(string account, string id, HttpContext http)
    {
        await Deliveries.EndAsync(new AccountId(account), Find(account, id).Id, DoerOf(http));
        return TypedResults.NoContent();
    }

    private async Task<Ok<WebhookTest>> TestAsync(string account, string id)
    {
        var receipt = await ChannelTest.MailAsync(Deliveries, Find(account, id));
        return TypedResults.Ok(DeliveryViews.Of(receipt));
    }

    private Ok<LetterView> Letter(string account, string notice, string? language)
    {
        var entry =
            Deliveries.Told(new AccountId(account), notice) ?? throw Refusal.Missing("notice");
        var letter = templates.Of(entry, language ?? TemplateSet.English, link);
        return TypedResults.Ok(
            new LetterView
            {
                Subject = letter.Subject,
                Text = letter.Text,
                Html = letter.Html ?? "",
            }
        );
    }

    private async Task<Ok<BounceAnswer>> BounceAsync(HttpContext http)
    {
        var question = await SmallBody.ReadAsync(http, bodies, WireJson.Wire.BounceQuestion);
        if (!MailId.TryRead(question.MessageId ?? "", out var id))
            throw Refusal.Malformed("it is not the Message-ID of a mail of ours", "/message_id");
        var detail = question.Detail ?? "it came back";
        if (detail.Length > LongestText)
            detail = detail[..LongestText];
        return TypedResults.Ok(
            new BounceAnswer
            {
                InTime = await Deliveries.BounceAsync(id.Account, id.Delivery, detail),
            }
        );
    }

    /// <summary>A recipient as it was, with what is said of it anew.</summary>
    /// <exception cref="RequestException">That is no good.</exception>
    internal static Target Read(Target before, RecipientQuestion question)
    {
        var address = question.Email ?? before.Address;
        if (!MailChannel.IsAddress(address))
            throw Refusal.Malformed("an address is one such as ada@example.com", "/email");
        if (question.Name?.Length > LongestText || question.Language?.Length > 35)
            throw Refusal.Malformed("the name or the language is too long");
        if (question.FromPercent is < 0 or > 1_000_000)
            throw Refusal.Malformed("hundredths are 0 or more", "/from_percent");
        if (
            question.Kinds is { } kinds
            && kinds.Any(each => each is not { Length: > 0 and <= 100 })
        )
            throw Refusal.Malformed("kinds are words such as step", "/kinds");
        return before with
        {
            Address = address,
            Name = question.Name ?? before.Name,
            Kinds = question.Kinds is { } wanted ? [.. wanted] : before.Kinds,
            IsBilling = question.Billing ?? before.IsBilling,
            Language = question.Language ?? before.Language,
            FromPercent = question.FromPercent ?? before.FromPercent,
            DigestHour = DigestHours.Read(question.Digest, before.DigestHour),
        };
    }

    private Target[] Recipients(string account) =>
        [
            .. Deliveries
                .Targets(new AccountId(account))
                .Where(each => each.Channel == MailChannel.Name),
        ];

    private Target Find(string account, string id) =>
        Recipients(account).FirstOrDefault(each => each.Id == id)
        ?? throw Refusal.Missing("recipient");

    private static Doer DoerOf(HttpContext http) => Doer.Of(Caller.Of(http).Key);
}
