using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Evenhand.Stores;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Uploads in parts, whose end fails.</summary>
public class UploadTests
{
    private static readonly Key Own = new(
        "own",
        RoleSet.Of(Role.Account),
        new AccountId(ServedVault.Account),
        "own",
        Moment.Earliest,
        null
    );

    private static readonly PutTerms Terms = new(
        new AccountId(ServedVault.Account),
        "a",
        ServedVault.Recording
    );

    [Fact]
    public async Task An_upload_whose_end_failed_after_it_was_made_leaves_no_bytes_that_nobody_speaks_of()
    {
        FaultyStore? faulty = null;
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = faulty = new FaultyStore(each.Store!) }
        );
        faulty!.After = call =>
            call == nameof(IStore.FinishAsync) ? throw new StoreException("it is away") : 0;
        await AddAsync(vault);
        await Should.ThrowAsync<RequestException>(() => FinishAsync(vault));
        (await vault.FindingsAsync()).ShouldBeEmpty();
        faulty.After = _ => 0;
        await AddAsync(vault);
        (await FinishAsync(vault)).Bytes.ShouldBe(5);
        vault.Lying().ShouldBe(["hello"]);
        (await vault.FindingsAsync()).ShouldBeEmpty();
    }

    private static Task<long> AddAsync(ServedVault vault) =>
        vault.Vault.AddAsync(
            Terms,
            0,
            new MemoryStream(Encoding.UTF8.GetBytes("hello")),
            Own,
            TestContext.Current.CancellationToken
        );

    private static Task<StoredObject> FinishAsync(ServedVault vault) =>
        vault.Vault.FinishAsync(Terms, Own, TestContext.Current.CancellationToken);
}
