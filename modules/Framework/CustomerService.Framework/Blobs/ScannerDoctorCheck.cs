using CustomerService.Framework.Diagnostics;
using CustomerService.Framework.Errors;
using Microsoft.Extensions.Options;

namespace CustomerService.Framework.Blobs;

internal sealed class ScannerDoctorCheck(ClamAvScanner scanner, IOptions<ScannerOptions> options) : IDoctorCheck
{
    public string Name => "scanner";

    public async Task<DoctorResult> RunAsync(CancellationToken cancellationToken = default)
    {
        if (!scanner.IsOn)
        {
            return DoctorResult.Ok("Files are not scanned for malware; Scanner__Address would name a ClamAV.");
        }

        try
        {
            return await scanner.IsThereAsync(cancellationToken)
                ? DoctorResult.Ok($"ClamAV answers at {options.Value.Address}.")
                : NoAnswer();
        }
        catch (BusinessException)
        {
            return NoAnswer();
        }
    }

    private DoctorResult NoAnswer() =>
        DoctorResult.Fail(
            $"No ClamAV answers at {options.Value.Address}: files are refused.",
            "Start clamd, or correct Scanner__Address (host:port, or the path of its socket)."
        );
}
