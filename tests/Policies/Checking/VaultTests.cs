using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Policies.Checking;

/// <summary>What is said of stored things is said of things that are stored, once, and leaves to the customer what is the customer's.</summary>
public sealed class VaultTests
{
    [Theory]
    [InlineData("retention: set by the customer", null)]
    [InlineData("lifecycle: set by the customer", null)]
    [InlineData("offload: [sftp, azure]", null)]
    [InlineData("retrieval-within: 15 hours", null)]
    [InlineData("of: crate, where: { kind: fish }, retention: set by the customer", null)]
    [InlineData(
        "retention: 90 days",
        "8:21: dock: the vendor does not set `retention` for the customer; write `set by the customer`"
    )]
    [InlineData(
        "lifecycle: 30 days",
        "8:21: dock: the vendor does not set `lifecycle` for the customer; write `set by the customer`"
    )]
    [InlineData(
        "offload: [sftp, tape]",
        "8:26: dock: unknown word `tape`; known: `amazon-s3`, `google-cloud`, `azure`, `sharepoint`, `sftp`, `sharefile`"
    )]
    [InlineData(
        "offload: [Amazon S3]",
        "8:20: dock: `Amazon S3` is read in texts of before only; write `amazon-s3` | `google-cloud` | `azure` | `sharepoint` | `sftp` | `sharefile`"
    )]
    [InlineData(
        "of: berth, retention: set by the customer",
        "8:14: dock: the catalogue does not say how `berth` is stored; give it `stored: { class, size, tier, cold }` there"
    )]
    [InlineData(
        "of: crate",
        "8:8: dock: nothing is said of what is stored; add one of `retention`, `lifecycle`, `offload`, `retrieval-within`"
    )]
    [InlineData(
        "retention: set by the customer, quarantine: yes",
        "8:42: dock: `quarantine` says nothing any more; leave it out; `report: { quarantines: … }` sets things aside"
    )]
    [InlineData("retrieval-within: 0 hours", "8:28: dock: what is fetched takes some time")]
    public void What_may_become_of_stored_things(string vault, string? problem) =>
        HarbourFiles
            .Problems(HarbourFiles.Dock($"vault: {{ {vault} }}"))
            .ShouldBe(problem is null ? [] : [problem]);

    [Fact]
    public void Each_thing_is_said_once() =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock(
                    "vault:\n  - { retention: set by the customer }\n  - { retention: set by the customer }"
                )
            )
            .ShouldBe(["10:18: dock: a policy says `retention` of what is stored once"]);

    [Theory]
    [InlineData("crate", "vault: { retention: set by the customer }", null)]
    [InlineData(
        "crate",
        "",
        "8:37: dock: nothing could let out again what is set aside; a policy that quarantines has a `vault`"
    )]
    [InlineData(
        "berth",
        "vault: { retention: set by the customer }",
        "8:37: dock: `berth` is not stored, so that nothing of it can be set aside"
    )]
    public void What_is_set_aside_is_stored_and_can_be_let_out(
        string thing,
        string vault,
        string? problem
    ) =>
        HarbourFiles
            .Problems(
                HarbourFiles.Dock($"report: {{ opens: case, quarantines: {thing} }}\n{vault}")
            )
            .ShouldBe(problem is null ? [] : [problem]);
}
