using System.Text;
using ProtectionPlatform.Ledger.Evidence;

// The word "verify" may stand first, as it does where the whole platform is installed.
Console.OutputEncoding = Encoding.UTF8;
return VerifyCommand.Run(args is ["verify", ..] ? args[1..] : args, Console.Out);
