using System.Text;
using System.Text.RegularExpressions;
using Amazon.S3;
using Evenhand.Network;
using Evenhand.Stores.S3;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.S3;

/// <summary>Copies into a customer's bucket that speaks the protocol of Amazon S3, against a real server and one that fails before it.</summary>
public sealed class S3TargetTests : TargetContract, IAsyncLifetime
{
    private readonly S3Place place = S3Server.NewPlace() with { HasSides = false };
    private Between between = null!;

    public async ValueTask InitializeAsync() =>
        between = await Between.StartAsync(S3Server.Address);

    public ValueTask DisposeAsync() => between.DisposeAsync();

    private protected override ITarget OpenTarget() => S3Target.Kind.Open(Terms(), Anywhere);

    private protected override async Task<string[]> ListAsync() =>
        await new S3Bucket(S3Client.Of(place), place)
            .ListAsync("", Ends)
            .Select(item => item.Key)
            .ToArrayAsync(Ends);

    private protected override async Task<byte[]> ReadAsync(string name)
    {
        var bytes = new MemoryStream();
        using var client = S3Client.Of(place);
        using var answer = await client.GetObjectAsync(place.Bucket, place.Prefix + name, Ends);
        await answer.ResponseStream.CopyToAsync(bytes, Ends);
        return bytes.ToArray();
    }

    [Theory]
    [InlineData(403, "InvalidAccessKeyId", TargetFault.Refused)]
    [InlineData(403, "SignatureDoesNotMatch", TargetFault.Refused)]
    [InlineData(403, "AccessDenied", TargetFault.Forbidden)]
    [InlineData(404, "NoSuchBucket", TargetFault.Forbidden)]
    [InlineData(301, "PermanentRedirect", TargetFault.Forbidden)]
    [InlineData(400, "ExpiredToken", TargetFault.Expired)]
    [InlineData(400, "BadDigest", TargetFault.Altered)]
    [InlineData(507, "XMinioStorageFull", TargetFault.Full)]
    [InlineData(403, "QuotaExceeded", TargetFault.Full)]
    [InlineData(500, "InternalError", TargetFault.Away)]
    public async Task What_is_wrong_is_told_by_what_helps(int status, string code, TargetFault kind)
    {
        between.Says(status, $"<Error><Code>{code}</Code><Message>no</Message></Error>");
        await SaysAsync(Before(), kind, $"{status} {code}", S3Server.Key + S3Server.Key);
    }

    [Fact]
    public async Task Whoever_wants_to_be_left_alone_says_for_how_long()
    {
        between.Says(503, "<Error><Code>SlowDown</Code><Message>no</Message></Error>", "17");
        using var target = Before();
        var busy = await Should.ThrowAsync<TargetException>(() => target.TryAsync(Ends));
        (busy.Kind, busy.After).ShouldBe((TargetFault.Busy, TimeSpan.FromSeconds(17)));
    }

    [Fact]
    public async Task A_slow_one_holds_up_nobody()
    {
        between.KeepsSilent();
        using var target = S3Target.Open(
            Terms(between.Address),
            Anywhere,
            TimeSpan.FromMilliseconds(200)
        );
        (await FaultAsync(() => target.TryAsync(Ends))).ShouldBe(TargetFault.Away);
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        between.Answers = context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = new Uri(S3Server.Address, "elsewhere").AbsoluteUri;
            return Task.FromResult(true);
        };
        using var target = Before();
        await Should.ThrowAsync<TargetException>(() => target.TryAsync(Ends));
        (await ListAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(100)]
    [InlineData(6_000_000)]
    public async Task What_comes_back_otherwise_has_no_name(int count)
    {
        const string Tag = "\"00000000000000000000000000000000-9\"";
        // Tags that say nothing, as of what is encrypted with somebody's keys: it is read back.
        between.Answers = context =>
        {
            if (!context.Request.Query.ContainsKey("uploadId"))
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.ETag = Tag;
                    return Task.CompletedTask;
                });
            return Task.FromResult(false);
        };
        between.Changes = (request, body) =>
            request.Method == "POST"
                ? Encoding.UTF8.GetBytes(
                    Regex.Replace(
                        Encoding.UTF8.GetString(body),
                        "<ETag>.*</ETag>",
                        $"<ETag>{Tag}</ETag>"
                    )
                )
                : Between.Altered(request, body);
        using var target = Before();
        var bytes = new byte[count];
        (
            await FaultAsync(() =>
                target.PutAsync(Name, new MemoryStream(bytes), MeasuredOf(bytes), Ends)
            )
        ).ShouldBe(TargetFault.Altered);
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_small_takes_one_request_where_nobody_puts_over_what_is_there()
    {
        using var target = Before();
        await target.PutAsync(Name, new MemoryStream([1]), MeasuredOf([1]), Ends);
        between.Asked.Clear();
        await target.PutAsync(
            TargetName.Of("call-0002.mp3"),
            new MemoryStream([2]),
            MeasuredOf([2]),
            Ends
        );
        between.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_that_puts_over_what_is_there_is_looked_into_first()
    {
        between.Ignores = "If-None-Match";
        using var target = Before();
        await target.PutAsync(Name, new MemoryStream([1]), MeasuredOf([1]), Ends);
        (
            await FaultAsync(() =>
                target.PutAsync(Name, new MemoryStream([2]), MeasuredOf([2]), Ends)
            )
        ).ShouldBe(TargetFault.Taken);
        (await ReadAsync($"{Name}")).ShouldBe([1]);
        (await ListAsync()).ShouldBe([$"{Name}"]);
    }

    [Fact]
    public async Task A_server_on_a_private_address_is_not_connected_to() =>
        await SaysAsync(
            S3Target.Kind.Open(Terms(), new Outward(allowsPrivate: false)),
            TargetFault.Private,
            "is at no public address"
        );

    [Theory]
    [InlineData("evil.example/x", null, "`bucket`")]
    [InlineData("b", "eu.example.com/", "`region`")]
    [InlineData("b", null, "either `region` or `endpoint`")]
    public void Words_that_could_lead_elsewhere_are_objected_to(
        string bucket,
        string? region,
        string why
    ) =>
        TermCheck
            .Objections(
                S3Target.Kind,
                TermsOf.Unchecked(
                    ("bucket", bucket),
                    ("region", region ?? (bucket == "b" ? null : "eu-central-1")),
                    ("access-key", "k"),
                    ("secret-key!", "s")
                ),
                Anywhere
            )
            .Single()
            .ShouldContain(why);

    private ITarget Before() => S3Target.Kind.Open(Terms(between.Address), Anywhere);

    private TargetTerms Terms(Uri? at = null) =>
        TermsOf.Kind(
            S3Target.Kind,
            ("bucket", place.Bucket),
            ("folder", place.Prefix),
            ("endpoint", (at ?? S3Server.Address).AbsoluteUri),
            ("access-key", S3Server.Key),
            ("secret-key!", S3Server.Key + S3Server.Key)
        );
}
