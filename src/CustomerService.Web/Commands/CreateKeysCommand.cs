using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CustomerService.Framework.Commands;
using CustomerService.Web.Backups;

namespace CustomerService.Web.Commands;

/// <summary>The certificate that encrypts the signing keys in the database.</summary>
internal sealed class CreateKeysCommand : VerbCommand
{
    private const int KeyBits = 3072;
    private const int Years = 30;

    private readonly Argument<string> _file = new("FILE.pfx") { Description = "the file to write" };

    public CreateKeysCommand()
        : base("create", "makes a certificate for Keys__CertificateFile, readable by its owner alone") => Add(_file);

    public override async Task<int> RunAsync(ParseResult words, IServiceProvider services, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(words.GetRequiredValue(_file));
        if (File.Exists(path))
        {
            throw new CommandUsageException($"{path} is there already; what it encrypted could not be read without it.");
        }

        using var rsa = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=CustomerService signing keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        await using var file = PrivateFiles.Create(path);
        await file.WriteAsync(certificate.Export(X509ContentType.Pkcs12), cancellationToken);
        Console.WriteLine($"{path}: set Keys__CertificateFile to it on every node, and keep a copy apart from the backups.");
        return 0;
    }
}
