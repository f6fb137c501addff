using System.Text.Json;
using Evenhand.Node.Exporting;
using Evenhand.Node.Reads;
using Evenhand.Wire;

namespace Evenhand.Server.Views;

/// <summary>A case as one file, wherever it is asked for.</summary>
public static class CaseFiles
{
    /// <summary>The file: what was gathered of the case, and the case as it is shown.</summary>
    /// <param name="gathered">The case, and the parts of its file.</param>
    /// <param name="ledger">The ledger, by its id.</param>
    public static byte[] Pack((CaseFile File, CaseParts Parts) gathered, Guid ledger)
    {
        var (file, parts) = gathered;
        parts.Files["case.json"] = JsonSerializer.SerializeToUtf8Bytes(
            StandingItems.Of(file),
            WireJson.Wire.CaseDetail
        );
        return CaseArchive.Pack(file.Case.Account, file.Case.Case.Id, ledger, parts);
    }
}
