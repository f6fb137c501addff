using System.Xml;
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
    /// <exception cref="IOException">One of them cannot be read, or is no key; the message names it and says what to do.</exception>
    public override IReadOnlyCollection<XElement> GetAllElements() =>
        [
            .. Directory
                .EnumerateFiles("*.xml")
                .Select(file => file.FullName)
                .Order(StringComparer.Ordinal)
                .Select(Read),
        ];

    private static XElement Read(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException cut)
        {
            throw new IOException(
                $"{file}: this key of seals is cut short or no key at all ({cut.Message}). Put it back from a backup of the data folder; "
                    + "or move it away, and what was sealed with it opens no more: sessions and links that were sent, apps for second "
                    + "steps (`evenhand people forget` lets a person begin anew) and secrets of webhooks (`…/rotate` makes new ones)",
                cut
            );
        }
    }

    /// <inheritdoc/>
    public override void StoreElement(XElement element, string friendlyName) =>
        WholeFile.Write(
            Path.Combine(Directory.FullName, $"{friendlyName}.xml"),
            stream => element.Save(stream)
        );
}
