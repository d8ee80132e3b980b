using CustomerService.Framework.Errors;

namespace CustomerService.Framework.Blobs;

/// <summary>Looks for malware in files of strangers and colleagues, where the operator has set a scanner.</summary>
public interface IFileScanner
{
    /// <returns>The name of what was found; null when nothing was, or when no scanner is set.</returns>
    /// <exception cref="BusinessException">The scanner gives no answer: the file must not be taken unseen.</exception>
    Task<string?> FindThreatAsync(Stream content, CancellationToken cancellationToken = default);
}
