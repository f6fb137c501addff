using Evenhand.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Evenhand.Server.Access;

/// <summary>
/// What the server seals so that only it can read it or have made it: signed links, sessions, secrets of others. The keys
/// are made at the first need, replaced every 90 days and kept; they lie in the data folder, and whoever has that
/// folder has everything anyway.
/// </summary>
public sealed class Seals
{
    private readonly IDataProtectionProvider provider;

    private Seals(IDataProtectionProvider provider) => this.provider = provider;

    /// <summary>Where, in a data folder, the keys lie. Lost keys are lost secrets: a backup should hold them.</summary>
    public static string FolderOf(string data) => Path.Combine(data, "keyring");

    /// <summary>The seals of a data folder.</summary>
    /// <exception cref="IOException">The folder of the keys cannot be made, or one of them is no key.</exception>
    public static Seals Of(string data)
    {
        var folder = FolderOf(data);
        OwnerOnly.MakeFolder(folder);
        var keys = new SealKeys(folder);
        // What is wrong with one is told at the start, and not to whoever first comes with a seal.
        _ = keys.GetAllElements();
        return new Seals(
            DataProtectionProvider.Create(
                new DirectoryInfo(folder),
                builder =>
                    builder
                        .SetApplicationName("evenhand")
                        .Services.Configure<KeyManagementOptions>(options =>
                            options.XmlRepository = keys
                        )
            )
        );
    }

    /// <summary>The seal for one purpose; what was sealed for another cannot be opened with it.</summary>
    public IDataProtector For(string purpose) => provider.CreateProtector(purpose);
}
