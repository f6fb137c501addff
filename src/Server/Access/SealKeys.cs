using System.Xml.Linq;
using Evenhand.Ledger;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Evenhand.Server.Access;

/// <summary>
/// The keys of seals as files of a folder, each on the disk before anything is sealed with it: what is sealed under a key that a power cut took
/// could be opened by nobody, and a key that is half there would keep the server from starting.
/// </summary>
internal sealed class SealKeys(string folder)
    : FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance)
{
    /// <inheritdoc/>
    public override void StoreElement(XElement element, string friendlyName) =>
        WholeFile.Write(
            Path.Combine(Directory.FullName, $"{friendlyName}.xml"),
            stream => element.Save(stream)
        );
}
