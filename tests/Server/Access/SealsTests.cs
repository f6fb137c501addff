using System.Security.Cryptography;
using Evenhand.Server.Access;
using Microsoft.AspNetCore.DataProtection;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server.Access;

public sealed class SealsTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("seals-");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void What_is_sealed_is_opened_after_a_restart_and_for_its_purpose_alone()
    {
        var text = Seals.Of(data.FullName).For("one").Protect("a secret");
        var again = Seals.Of(data.FullName);
        again.For("one").Unprotect(text).ShouldBe("a secret");
        Should.Throw<CryptographicException>(() => again.For("other").Unprotect(text));
    }

    [Fact]
    public void Keys_are_whole_files_for_their_owner_alone()
    {
        Seals.Of(data.FullName).For("one").Protect("a secret");
        var keys = Directory.GetFiles(Seals.FolderOf(data.FullName));
        Path.GetFileName(keys.ShouldHaveSingleItem()).ShouldStartWith("key-");
        keys[0].ShouldEndWith(".xml");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(keys[0]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_key_that_a_power_cut_left_without_its_name_is_passed_over()
    {
        var folder = Directory.CreateDirectory(Seals.FolderOf(data.FullName));
        File.WriteAllText(Path.Combine(folder.FullName, "key-half.xml.new"), "<key");
        var text = Seals.Of(data.FullName).For("one").Protect("a secret");
        Seals.Of(data.FullName).For("one").Unprotect(text).ShouldBe("a secret");
    }
}
