using Evenhand.Network;
using Evenhand.Stores.ShareFile;
using Evenhand.Stores.Targets;
using Evenhand.Tests.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Stores.ShareFile;

/// <summary>Copies into a customer's folder in ShareFile, against a double made from ShareFile's public documents.</summary>
public sealed class ShareFileTargetTests : HttpTargetContract
{
    private readonly ShareFileDouble share = new();

    private protected override TargetDouble Double => share;

    private protected override string Uploads => "POST /chunk";

    private protected override ITarget Open(Outward outward, TimeSpan patience) =>
        ShareFileTarget.Open(Terms(), outward, patience, TimeProvider.System);

    [Fact]
    public async Task A_password_that_is_not_taken_is_told() =>
        await SaysAsync(
            ShareFileTarget.Kind.Open(Terms(password: "it is wrong"), Anywhere),
            TargetFault.Refused,
            "invalid_grant invalid username or password",
            "it is wrong"
        );

    [Fact]
    public async Task A_folder_that_is_not_there_is_told() =>
        await SaysAsync(
            ShareFileTarget.Kind.Open(Terms(folder: "fo-2"), Anywhere),
            TargetFault.Forbidden,
            "404: NotFound it is not there"
        );

    [Fact]
    public async Task A_full_one_says_so()
    {
        share.IsFull = true;
        (await FaultAsync(() => PutAsync([1, 2, 3]))).ShouldBe(TargetFault.Full);
        share.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_chunk_that_breaks_off_is_sent_again(int times, bool isAfter)
    {
        var bytes = new byte[ShareFileUpload.Chunk + 700_000];
        new Random(7).NextBytes(bytes);
        share.Breaks("POST /chunk", times, isAfter);
        await PutAsync(bytes);
        share.Files[$"{Name}"].ShouldBe(bytes);
    }

    [Fact]
    public async Task A_name_that_somebody_took_meanwhile_is_left_and_nothing_lies_beside_it()
    {
        share.Answers = context =>
        {
            if (context.Request.Path == "/finish")
                share.Files.TryAdd($"{Name}", [9]);
            return Task.FromResult(false);
        };
        (await FaultAsync(() => PutAsync([1, 2, 3]))).ShouldBe(TargetFault.Taken);
        share.Files.Keys.ShouldBe([$"{Name}"]);
        share.Files[$"{Name}"].ShouldBe([9]);
    }

    [Fact]
    public void A_subdomain_that_could_lead_elsewhere_is_objected_to() =>
        TermCheck
            .Objections(
                ShareFileTarget.Kind,
                TermsOf.Unchecked(
                    ("subdomain", "evil.example/"),
                    ("client-id", "k"),
                    ("client-secret!", "s"),
                    ("username", "u"),
                    ("password!", "p")
                ),
                Anywhere
            )
            .Single()
            .ShouldContain("`subdomain`");

    private TargetTerms Terms(
        string password = "its password",
        string folder = ShareFileDouble.Folder
    ) =>
        TermsOf.Kind(
            ShareFileTarget.Kind,
            ("subdomain", "acme"),
            ("client-id", "key"),
            ("client-secret!", TargetDouble.Word),
            ("username", "files@acme.example"),
            ("password!", password),
            ("folder", folder),
            ("endpoint", share.Address.AbsoluteUri)
        );
}
